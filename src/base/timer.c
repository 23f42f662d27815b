/* Telling who measures. */
#include "base/base.h"

void timer_ended(const Timer *timer, const char *stage)
{
	if (timer->ended)
		timer->ended(timer->closure, stage);
}
