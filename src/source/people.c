/* Who has made a book, as front matter says it. */
#include "source/people.h"
#include "source/fronttext.h"

#include <string.h>

/* A role that is not known leaves the person's as it is. */
static void read_role(DocPerson *person, const char *given, Pos pos, Diag *diag)
{
	const SrcRelator *relator = given ? src_relator(given) : NULL;
	if (relator) {
		person->role = relator->code;
		person->role_name = relator->name;
	} else if (given) {
		const char *meant = src_relator_near(given);
		diag_report(diag, DIAG_WARNING, pos, "role-unknown",
		            "'%s' is no role of MARC's list, so it is left out; %s%s%s", given,
		            meant ? "did you mean '" : "write one such as editor, translator or ill",
		            meant ? meant : "", meant ? "'?" : "");
	}
}

/* "name: {given: …, family: …}", as Quarto has it. */
static void read_parts(Doc *doc, DocPerson *person, const YmlValue *map, Diag *diag)
{
	const YmlValue *given = yml_get(map, "given"), *family = yml_get(map, "family"),
	               *literal = yml_get(map, "literal");
	const char *first = given ? src_front_text(doc, "given", given, diag) : NULL,
	           *last = family ? src_front_text(doc, "family", family, diag) : NULL;
	if (first && last) {
		person->name = arena_printf(doc->arena, "%s %s", first, last);
		person->file_as = arena_printf(doc->arena, "%s, %s", last, first);
	} else {
		person->name = first ? first : last;
	}
	if (literal)
		person->name = src_front_text(doc, "literal", literal, diag);
}

static void read_map(Doc *doc, DocPerson *person, const YmlValue *map, Diag *diag)
{
	static const char *const parts[] = {"given", "family", "literal"};
	read_parts(doc, person, map, diag);
	for (size_t i = 0; i < map->count; i++) {
		const char *name = map->keys[i];
		const YmlValue *value = map->items[i];
		bool is_name = str_eq(name, "name") || str_eq(name, "text");
		if (is_name && value->kind == YML_MAP)
			read_parts(doc, person, value, diag);
		else if (is_name)
			person->name = src_front_text(doc, name, value, diag);
		else if (str_eq(name, "role") && value->kind != YML_LIST)
			read_role(person, src_front_text(doc, name, value, diag), value->pos, diag);
		else if (str_eq(name, "file-as"))
			person->file_as = src_front_text(doc, name, value, diag);
		else if (!str_eq(name, "role") && !str_eq(name, parts[0]) && !str_eq(name, parts[1]) &&
		         !str_eq(name, parts[2]))
			diag_report(diag, DIAG_WARNING, map->key_pos[i], "front-key",
			            "'%s' says nothing of an author; name, role and file-as do", name);
	}
}

/* The roles of one person, where they are a list; NULL. */
static const YmlValue *roles_of(const YmlValue *value)
{
	const YmlValue *roles = value->kind == YML_MAP ? yml_get(value, "role") : NULL;
	return roles && roles->kind == YML_LIST && roles->count ? roles : NULL;
}

/* A person of several roles is there once for each. */
static void enter_person(Doc *doc, const DocPerson *person, const YmlValue *roles, Diag *diag)
{
	DocMeta *meta = &doc->meta;
	for (size_t i = 0; i < (roles ? roles->count : 1); i++) {
		DocPerson *one = &meta->people[meta->people_count++];
		*one = *person;
		if (roles)
			read_role(one, src_front_text(doc, "role", roles->items[i], diag), roles->items[i]->pos, diag);
	}
}

static void add_person(Doc *doc, const char *key, const char *role, const YmlValue *value, Diag *diag)
{
	DocPerson person = {.role = role, .pos = value->pos};
	bool empty = value->kind == YML_NULL || (value->kind == YML_SCALAR && !*src_clean(doc, value->text));
	if (empty)
		return;
	if (value->kind == YML_SCALAR)
		person.name = src_front_text(doc, key, value, diag);
	else if (value->kind == YML_MAP)
		read_map(doc, &person, value, diag);
	if (person.name && strchr(person.name, ';'))
		diag_report(diag, DIAG_WARNING, value->pos, "author-several",
		            "this is taken for one name; write several as a list, [A. Name, B. Name]");
	if (person.name)
		enter_person(doc, &person, roles_of(value), diag);
	else
		src_wrong_value(diag, value, key, "a name, a list of names, or maps with name:");
}

/* A value's items if it is a list, else the value itself. */
static const YmlValue *item_of(const YmlValue *value, size_t i)
{
	return value->kind == YML_LIST ? value->items[i] : value;
}

void src_people(Doc *doc, const char *key, const char *role, const YmlValue *value, Diag *diag)
{
	DocMeta *meta = &doc->meta;
	size_t count = value->kind == YML_LIST ? value->count : 1, most = meta->people_count + count + 1;
	for (size_t i = 0; i < count; i++) {
		const YmlValue *roles = roles_of(item_of(value, i));
		most += roles ? roles->count : 0;
	}
	DocPerson *all = arena_alloc(doc->arena, most * sizeof *all);
	if (meta->people_count)
		memcpy(all, meta->people, meta->people_count * sizeof *all);
	meta->people = all;
	for (size_t i = 0; i < count; i++)
		add_person(doc, key, role, item_of(value, i), diag);
}
