/* What a file is, and who reads it. */
#include "import/inner.h"

bool import_read(const Buf *data, const char *file, Diag *diag, Buf *out)
{
	const char *what;
	Buf text = {0};
	FileKind kind = file_kind(data->data ? data->data : "", data->len, &what);
	bool known = kind == FILE_TEXT || kind == FILE_FRAGMENT;
	if (!known)
		diag_report(diag, DIAG_ERROR, (Pos){.file = file}, "import-unknown",
		            "this looks like %s, which cannot be imported; save it as plain text where it was made",
		            what);
	bool clean = known && import_clean(data, file, diag, &text);
	if (clean)
		import_text(text.data ? text.data : "", text.len, file, diag, out);
	buf_free(&text);
	return clean;
}
