/* Colour, by lcms2: the output intent's profile and conversion to sRGB. */
#include "image/inner.h"

#include <lcms2.h>
#include <stdlib.h>
#include <string.h>

bool img_icc_is_srgb(const void *data, size_t len)
{
	char name[64] = "";
	if (len > UINT32_MAX)
		return false;
	cmsHPROFILE profile = cmsOpenProfileFromMem(data, (cmsUInt32Number)len);
	if (!profile)
		return false;
	cmsGetProfileInfoASCII(profile, cmsInfoDescription, "en", "US", name, sizeof name);
	cmsCloseProfile(profile);
	return str_starts(name, "sRGB");
}

/* Sets the date of a saved profile to 2000-01-01, so that it is the same on every run. */
static void fix_date(uint8_t *profile)
{
	static const uint8_t date[12] = {0x07, 0xD0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0};
	memcpy(profile + 24, date, sizeof date);
}

bool img_srgb_profile(Buf *out)
{
	cmsHPROFILE profile = cmsCreate_sRGBProfile();
	cmsUInt32Number len = 0;
	bool fine = false;
	if (!profile)
		return false;
	cmsSetProfileVersion(profile, 4.2);
	if (cmsSaveProfileToMem(profile, NULL, &len) && len >= 128) {
		uint8_t *data = base_alloc(len);
		fine = cmsSaveProfileToMem(profile, data, &len);
		if (fine) {
			fix_date(data);
			buf_add(out, data, len);
		}
		free(data);
	}
	cmsCloseProfile(profile);
	return fine;
}

/* Grey with the tone curve of sRGB. */
static cmsHPROFILE grey_profile(void)
{
	cmsFloat64Number curve[5] = {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045};
	cmsToneCurve *tone = cmsBuildParametricToneCurve(NULL, 4, curve);
	cmsHPROFILE profile = tone ? cmsCreateGrayProfile(cmsD50_xyY(), tone) : NULL;
	if (tone)
		cmsFreeToneCurve(tone);
	return profile;
}

static bool fits(cmsHPROFILE profile, uint32_t components)
{
	cmsColorSpaceSignature space = cmsGetColorSpace(profile);
	return (components == 1 && space == cmsSigGrayData) || (components == 3 && space == cmsSigRgbData) ||
	       (components == 4 && space == cmsSigCmykData);
}

/* Converts through the picture's own profile; false where that is of no use. */
static bool by_profile(const uint8_t *in, uint8_t *out, size_t count, uint32_t components, const void *icc,
                       size_t icc_len, bool inverted)
{
	cmsHPROFILE from = icc && icc_len <= UINT32_MAX ? cmsOpenProfileFromMem(icc, (cmsUInt32Number)icc_len) : NULL;
	if (!from)
		return false;
	cmsHPROFILE to = components == 1 ? grey_profile() : cmsCreate_sRGBProfile();
	cmsUInt32Number in_type = components == 1   ? TYPE_GRAY_8
	                          : components == 3 ? TYPE_RGB_8
	                          : inverted        ? TYPE_CMYK_8_REV
	                                            : TYPE_CMYK_8;
	cmsHTRANSFORM transform = NULL;
	if (to && fits(from, components))
		transform = cmsCreateTransform(from, in_type, to, components == 1 ? TYPE_GRAY_8 : TYPE_RGB_8,
		                               INTENT_RELATIVE_COLORIMETRIC, cmsFLAGS_BLACKPOINTCOMPENSATION);
	for (size_t done = 0; transform && done < count; done += 1 << 20) {
		size_t now = count - done < 1 << 20 ? count - done : 1 << 20;
		cmsDoTransform(transform, in + done * components, out + done * (components == 1 ? 1 : 3),
		               (cmsUInt32Number)now);
	}
	if (transform)
		cmsDeleteTransform(transform);
	if (to)
		cmsCloseProfile(to);
	cmsCloseProfile(from);
	return transform != NULL;
}

/* CMYK without a profile: inks as filters over white. */
static void plain_cmyk(const uint8_t *in, uint8_t *out, size_t count, bool inverted)
{
	uint8_t flip = inverted ? 0 : 255;
	for (size_t i = 0; i < count; i++)
		for (size_t c = 0; c < 3; c++)
			out[i * 3 + c] = (uint8_t)(((in[i * 4 + c] ^ flip) * (in[i * 4 + 3] ^ flip) + 127) / 255);
}

bool img_to_srgb(ImgPixels *pixels, uint8_t *samples, uint32_t components, const void *icc, size_t icc_len,
                 bool inverted)
{
	size_t count = (size_t)pixels->width * pixels->height;
	pixels->components = components == 1 ? 1 : 3;
	if (components != 4 && (!icc || img_icc_is_srgb(icc, icc_len))) {
		pixels->color = samples;
		return true;
	}
	uint8_t *out = base_alloc(count * pixels->components);
	if (!by_profile(samples, out, count, components, icc, icc_len, inverted)) {
		if (components == 4)
			plain_cmyk(samples, out, count, inverted);
		else
			memcpy(out, samples, count * components);
	}
	free(samples);
	pixels->color = out;
	return true;
}
