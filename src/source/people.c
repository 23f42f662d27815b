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
		diag_report(diag, DIAG_WARNING, pos, "role-unknown",
		            "'%s' is no role of MARC's list, so it is left out; write one such as editor, translator "
		            "or ill",
		            given);
	}
}

static void add_person(Doc *doc, const char *key, const char *role, const YmlValue *value, Diag *diag)
{
	DocPerson person = {.role = role, .pos = value->pos};
	if (value->kind == YML_SCALAR)
		person.name = src_front_text(doc, key, value, diag);
	for (size_t i = 0; value->kind == YML_MAP && i < value->count; i++) {
		const char *name = value->keys[i], *text = src_front_text(doc, name, value->items[i], diag);
		if (str_eq(name, "name") || str_eq(name, "text"))
			person.name = text;
		else if (str_eq(name, "role"))
			read_role(&person, text, value->items[i]->pos, diag);
		else if (str_eq(name, "file-as"))
			person.file_as = text;
		else
			diag_report(diag, DIAG_WARNING, value->key_pos[i], "front-key",
			            "'%s' says nothing of an author; name, role and file-as do", name);
	}
	if (person.name && strchr(person.name, ';'))
		diag_report(diag, DIAG_WARNING, value->pos, "author-several",
		            "this is taken for one name; write several as a list, [A. Name, B. Name]");
	if (person.name)
		doc->meta.people[doc->meta.people_count++] = person;
	else
		diag_report(diag, DIAG_ERROR, value->pos, "front-value",
		            "'%s' cannot have this value; give it a name, a list of names, or maps with name:", key);
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
