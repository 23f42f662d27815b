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
		else if (str_eq(name, "role"))
			read_role(person, src_front_text(doc, name, value, diag), value->pos, diag);
		else if (str_eq(name, "file-as"))
			person->file_as = src_front_text(doc, name, value, diag);
		else if (!str_eq(name, parts[0]) && !str_eq(name, parts[1]) && !str_eq(name, parts[2]))
			diag_report(diag, DIAG_WARNING, map->key_pos[i], "front-key",
			            "'%s' says nothing of an author; name, role and file-as do", name);
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
		doc->meta.people[doc->meta.people_count++] = person;
	else
		src_wrong_value(diag, value, key, "a name, a list of names, or maps with name:");
}

void src_people(Doc *doc, const char *key, const char *role, const YmlValue *value, Diag *diag)
{
	DocMeta *meta = &doc->meta;
	size_t count = value->kind == YML_LIST ? value->count : 1;
	DocPerson *all = arena_alloc(doc->arena, (meta->people_count + count + 1) * sizeof *all);
	if (meta->people_count)
		memcpy(all, meta->people, meta->people_count * sizeof *all);
	meta->people = all;
	if (value->kind != YML_LIST)
		add_person(doc, key, role, value, diag);
	for (size_t i = 0; value->kind == YML_LIST && i < value->count; i++)
		add_person(doc, key, role, value->items[i], diag);
}
