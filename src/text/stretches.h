/* stretches: where lines may end in stretches of text, kept by their bytes.  Inside text only. */
#ifndef TEXT_STRETCHES_H
#define TEXT_STRETCHES_H

#include "text/face.h"

/* What is kept of one run; to be freed. */
TxtStretches *txt_stretches_new(void);
void txt_stretches_free(TxtStretches *kept);
/* Writes what is known of a stretch in a language, a TxtBreak a byte; false: nothing is. */
bool txt_stretches_find(const TxtStretches *kept, const char *lang, const char *text, size_t len, uint8_t *out);
/* Keeps what has been found of one, if it is short; lang is lent until all is freed. */
void txt_stretches_keep(TxtStretches *kept, const char *lang, const char *text, size_t len, const uint8_t *found);

#endif
