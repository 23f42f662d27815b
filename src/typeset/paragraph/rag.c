/*
 * The edge of ragged lines.  Breaking makes them alike in length, since what a line
 * lacks counts by its square (Knuth and Plass, 1981: glue of finite stretch at the
 * line's end); here is what their order costs: a rag should go in and out without
 * making shapes, and no small word should stand out from it (Hochuli, "Detail in
 * typography", 1987).
 */
#include "typeset/paragraph/atoms.h"
#include "typeset/paragraph/prices.h"

/* How the edge has come to a line: by no visible step, by one outward or inward, by more. */
enum { EVEN, OUT, FURTHER_OUT, IN, FURTHER_IN };

uint8_t par_rag_shape(uint8_t before, double step)
{
	if (step > PAR_RAG_SEEN)
		return before == OUT || before == FURTHER_OUT ? FURTHER_OUT : OUT;
	if (step < -PAR_RAG_SEEN)
		return before == IN || before == FURTHER_IN ? FURTHER_IN : IN;
	return EVEN;
}

double par_rag_demerits(uint8_t before, uint8_t shape, double step, bool small_word)
{
	bool further = shape == FURTHER_OUT || shape == FURTHER_IN;
	double sum = !further ? 0 : before == shape ? PAR_RAG_MORE_STAIRS : PAR_RAG_STAIRS;
	return sum + (small_word && step < -PAR_RAG_JUTTING ? PAR_RAG_JUTS : 0);
}
