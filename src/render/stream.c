/* What cairo writes goes into memory. */
#include "render/painter.h"

cairo_status_t render_put(void *out, const unsigned char *data, unsigned len)
{
	buf_add(out, data, len);
	return CAIRO_STATUS_SUCCESS;
}
