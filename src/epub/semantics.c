/* The roles of sections, for those who listen. */
#include "epub/plan.h"

/* The role of DPUB-ARIA 1.1 for a term of the Structural Semantics Vocabulary: most have one of their name. */
const char *ep_role(const Ep *ep, const DocSection *section)
{
	static const char *const without[] = {"contributors", "copyright-page", "imprint", "preamble", "volume"};
	for (size_t i = 0; i < BASE_LEN(without); i++) {
		if (str_eq(section->kind, without[i]))
			return NULL;
	}
	return section->kind ? arena_printf(ep->arena, "doc-%s", section->kind) : NULL;
}
