/* Pictures damaged further in than their heads: told where they stand, by each command and for all editions, and their
 * words shown in their places. */
#include "app/inner.h"
#include "image/image.h"

/* Kept by the picture's path: the e-book's text may show what the print's shows. */
typedef struct {
	DocImage *image;
	ImgInfo info;
	const char *why; /* NULL: it is whole */
	PoolTask *task;
} Look;

static void look_at(void *closure)
{
	Look *look = closure;
	look->why = img_check(look->image->data, look->image->len, &look->info);
	if (look->why)
		base_heed_room();
}

static void begin_look(AppRun *run, DocImage *image)
{
	Look *look = arena_alloc(run->arena, sizeof *look);
	*look = (Look){.image = image, .info = image->info};
	look->task = pool_add(run->pool, look_at, look);
	map_set(run->looks, image->path, look);
}

static void end_look(AppRun *run, Look *look, DocImage *image)
{
	pool_wait(run->pool, look->task);
	look->task = NULL;
	image->info.whole = look->info.whole;
	image->info.flawed = look->info.flawed;
	image->damaged = look->why != NULL;
	if (look->why)
		diag_report(run->diag, DIAG_WARNING, image->pos, "image-broken",
		            "the image '%s' cannot be shown: it %s; save it anew", image->path, look->why);
	else if (look->info.flawed)
		diag_report(run->diag, DIAG_WARNING, image->pos, "image-flawed",
		            "the image '%s' is damaged within: a part of it is grey or out of place; save it anew",
		            image->path);
}

/* A drawing was gone through when it was read. */
static bool is_drawing(const DocImage *image)
{
	return image->info.type == IMG_SVG;
}

void app_drop_damaged(AppRun *run, Doc *doc)
{
	run->looks = run->looks ? run->looks : map_new(run->arena);
	for (size_t i = 0; i < doc->image_count; i++)
		if (!is_drawing(doc->images[i]) && !map_has(run->looks, doc->images[i]->path))
			begin_look(run, doc->images[i]);
	for (size_t i = 0; i < doc->image_count; i++)
		if (!is_drawing(doc->images[i]))
			end_look(run, map_get(run->looks, doc->images[i]->path), doc->images[i]);
	src_drop_damaged(doc);
}
