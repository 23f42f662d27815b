/* QR codes, by libqrencode. */
#include "image/image.h"

#include <qrencode.h>

bool img_qr_svg(const char *text, Buf *out)
{
	QRcode *code = QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
	if (!code)
		return false;
	int side = code->width;
	buf_printf(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">",
	           side * IMG_QR_MODULE, side * IMG_QR_MODULE, side, side);
	buf_printf(out, "<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/><path fill=\"#000\" d=\"", side, side);
	for (int y = 0; y < code->width; y++)
		for (int x = 0, run; x < code->width; x += run ? run : 1) {
			for (run = 0; x + run < code->width && code->data[y * code->width + x + run] & 1;)
				run++;
			if (run)
				buf_printf(out, "M%d %dh%dv1h-%dz", x, y, run, run);
		}
	buf_str(out, "\"/></svg>\n");
	QRcode_free(code);
	return true;
}
