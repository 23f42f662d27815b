/* Pictures damaged further in than their heads: told where they stand, by each command and for all editions. */
#include "app/inner.h"
#include "image/image.h"

#include <stdlib.h>

typedef struct {
	const DocImage *image;
	ImgInfo info;
	const char *why; /* NULL: it is whole */
	PoolTask *task;
} Look;
struct AppLooks {
	Look *all;
	size_t count;
};

static void look_at(void *closure)
{
	Look *look = closure;
	look->why = img_check(look->image->data, look->image->len, &look->info);
	if (look->why)
		base_heed_room();
}

static bool has_path(const Doc *doc, const char *path)
{
	for (size_t i = 0; i < doc->image_count; i++)
		if (str_eq(doc->images[i]->path, path))
			return true;
	return false;
}

static void add_look(AppRun *run, AppLooks *looks, const DocImage *image)
{
	Look *look = &looks->all[looks->count++];
	*look = (Look){.image = image, .info = image->info};
	if (image->info.type != IMG_SVG)
		look->task = pool_add(run->pool, look_at, look);
}

AppLooks *app_begin_looks(AppRun *run)
{
	AppLooks *looks = base_calloc(1, sizeof *looks);
	const Doc *doc = run->doc, *ebook = run->ebook;
	looks->all = base_calloc(doc->image_count + (ebook ? ebook->image_count : 0) + 1, sizeof *looks->all);
	for (size_t i = 0; i < doc->image_count; i++)
		add_look(run, looks, doc->images[i]);
	for (size_t i = 0; ebook && i < ebook->image_count; i++)
		if (!has_path(doc, ebook->images[i]->path))
			add_look(run, looks, ebook->images[i]);
	return looks;
}

void app_end_looks(AppRun *run, AppLooks *looks)
{
	for (size_t i = 0; i < looks->count; i++) {
		Look *look = &looks->all[i];
		pool_wait(run->pool, look->task);
		if (look->why)
			diag_report(run->diag, DIAG_ERROR, look->image->pos, "image-broken",
			            "the image '%s' cannot be shown: it %s; save it anew", look->image->path,
			            look->why);
	}
	for (size_t i = 0; i < run->doc->image_count; i++)
		run->doc->images[i]->info.whole = looks->all[i].info.whole;
	free(looks->all);
	free(looks);
}
