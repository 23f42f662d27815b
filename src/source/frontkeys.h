/* frontkeys: keys of front matter that are not known here.  Inside source only. */
#ifndef SOURCE_FRONTKEYS_H
#define SOURCE_FRONTKEYS_H

#include "yaml/yml.h"

/* Whether another program reads a key; and a message about all of a map's that are so, if there are any. */
bool src_front_is_theirs(const char *key);
void src_front_tell_theirs(const YmlValue *map, Diag *diag);
/* Where in the text stands what a key would say; NULL. */
const char *src_front_place(const char *key);
/* What is likely meant by another key, of the names that are known; NULL. */
const char *src_front_meant(const char *key, const char *const *names, size_t count);

#endif
