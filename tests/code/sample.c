#include <stdio.h>

/* Adds two numbers. */
static int add(int a, int b)
{
	return a + b; // the sum
}

int main(void)
{
	const char *text = "sum: %d\n";
	char mark = '\'';
	if (add(1, 0x2A) > 3.5)
		printf(text, 43);
	return NULL == text;
}
