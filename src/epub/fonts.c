#include "epub/inner.h"
void ep_plan_fonts(Ep *ep) { (void)ep; }
