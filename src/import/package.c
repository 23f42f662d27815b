/* Zip archives in memory.  Nothing of them is ever a path on the disk. */
#include "import/package.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

/* What one part, all parts and the number of parts may be; a small part may unfold more than a large one. */
enum { LARGEST_PART = 128 << 20, MOST_PARTS = 50000, FREE_PART = 8 << 20, MOST_UNFOLDED = 100 };
static const size_t largest_all[PACKAGE_KINDS] = {[PACKAGE_TEXT] = 160 << 20, [PACKAGE_PICTURE] = 512 << 20};

struct Package {
	zip_t *zip;
	size_t left[PACKAGE_KINDS]; /* bytes that may still be unfolded */
	const char *fault;
};

Package *package_open(const Buf *data, const char **fault)
{
	zip_error_t error;
	zip_error_init(&error);
	zip_source_t *source = zip_source_buffer_create(data->data, data->len, 0, &error);
	zip_t *zip = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : NULL;
	zip_error_fini(&error);
	if (!zip && source)
		zip_source_free(source);
	*fault = !zip ? "its archive is damaged; save it anew where it was made" : NULL;
	if (zip && zip_get_num_entries(zip, 0) > MOST_PARTS)
		*fault = "its archive has more parts than any document; save it anew where it was made";
	if (*fault && zip)
		zip_discard(zip);
	if (*fault)
		return NULL;
	Package *package = base_calloc(1, sizeof *package);
	package->zip = zip;
	memcpy(package->left, largest_all, sizeof largest_all);
	return package;
}

void package_close(Package *package)
{
	if (!package)
		return;
	zip_discard(package->zip);
	free(package);
}

static bool is_bounded(size_t left, const zip_stat_t *part)
{
	return part->size <= LARGEST_PART && part->size <= left &&
	       (part->size <= FREE_PART || part->size / MOST_UNFOLDED <= part->comp_size);
}

/* To its end, where the sum of all is compared: a part of which more comes is none either. */
static bool read_part(zip_file_t *file, size_t size, Buf *out)
{
	zip_int64_t got = 1;
	buf_reserve(out, size + 1);
	while (got > 0 && out->len <= size) {
		got = zip_fread(file, out->data + out->len, size + 1 - out->len);
		out->len += got > 0 ? (size_t)got : 0;
	}
	out->len = out->len > size ? size : out->len;
	out->data[out->len] = '\0';
	return !got && out->len == size;
}

bool package_part(Package *package, const char *path, PackageKind kind, Buf *out)
{
	zip_stat_t part;
	zip_int64_t index = path ? zip_name_locate(package->zip, path, 0) : -1;
	if (index < 0 || zip_stat_index(package->zip, (zip_uint64_t)index, 0, &part) || !(part.valid & ZIP_STAT_SIZE))
		return false;
	if (!is_bounded(package->left[kind], &part)) {
		package->fault =
		        "it unfolds to more than a document of its size can be; save it anew where it was made";
		return false;
	}
	zip_file_t *file = zip_fopen_index(package->zip, (zip_uint64_t)index, 0);
	bool read = file && read_part(file, (size_t)part.size, out);
	package->left[kind] -= out->len < package->left[kind] ? out->len : package->left[kind];
	if (file)
		zip_fclose(file);
	if (!read)
		package->fault = "a part of it is damaged or locked by a password; save it anew where it was made";
	return read;
}

xmlDoc *package_xml(Package *package, const char *path, const char **fault)
{
	Buf text = {0};
	xmlDoc *doc = NULL;
	*fault = NULL;
	if (package_part(package, path, PACKAGE_TEXT, &text))
		doc = xml_read(text.data, text.len, fault);
	else
		*fault = package->fault ? package->fault
		                        : "a part that it must have is missing; save it anew where it was made";
	buf_free(&text);
	return doc;
}

static const char *decode(Arena *arena, const char *name)
{
	char *copy = arena_strdup(arena, name), *to = copy;
	for (; *name; name++) {
		unsigned value;
		if (*name == '%' && name[1] && name[2] && sscanf(name + 1, "%2x", &value) == 1 && value) {
			*to++ = (char)value;
			name += 2;
		} else {
			*to++ = *name;
		}
	}
	*to = '\0';
	return copy;
}

const char *package_path(Arena *arena, const char *from, const char *name)
{
	const char *decoded = decode(arena, name);
	if (*decoded == '/')
		return path_normal(arena, decoded + 1);
	return path_normal(arena, path_join(arena, path_folder(arena, from), decoded));
}

const char *package_fault(const Package *package)
{
	return package->fault;
}

const char *package_picture(Import *import, Package *package, const char *path)
{
	Buf data = {0};
	const char *name = path ? map_get(import->pictures, path) : NULL;
	if (name)
		return name;
	if (path && package_part(package, path, PACKAGE_PICTURE, &data))
		name = import_picture(import, path, data.data ? data.data : "", data.len);
	else
		import_tell(import, "import-picture", "a picture is not in the document, so it is left out");
	if (name)
		map_set(import->pictures, path, name);
	buf_free(&data);
	return name;
}
