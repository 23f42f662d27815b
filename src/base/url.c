/* Addresses that lead out of the document, as the WHATWG's URL standard reads them. */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* What begins with `begin` in any case, after it; else NULL. */
static const char *after(const char *text, const char *begin)
{
	size_t len = strlen(begin);
	return strncasecmp(text, begin, len) ? NULL : text + len;
}

/* Numbers between points: four of a byte each. */
static bool is_ipv4(const char *host, size_t len)
{
	int parts = 0;
	for (size_t i = 0; i < len; parts++) {
		size_t digits = strspn(host + i, "0123456789");
		if (!digits || digits > 3 || (digits == 3 && strncmp(host + i, "255", 3) > 0))
			return false;
		i += digits;
		if (i < len && host[i++] != '.')
			return false;
	}
	return parts == 4;
}

/* Names joined by points, in letters of any script. */
static bool is_domain(const char *host, size_t len)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
	size_t last = 0;
	len -= len && host[len - 1] == '.'; /* the root's, which may be written */
	for (size_t i = 0; i < len; i++) {
		if (host[i] != '.' && !((unsigned char)host[i] & 0x80) && !strchr(plain, host[i]))
			return false;
		if (host[i] == '.' && i == last)
			return false;
		last = host[i] == '.' ? i + 1 : last;
	}
	return last < len && (strspn(host + last, "0123456789") < len - last || is_ipv4(host, len));
}

/* The length of a host's text without its port; 0 if that is none. */
static size_t without_port(const char *text, size_t len)
{
	size_t digits = 0;
	while (digits < len && strchr("0123456789", text[len - 1 - digits]))
		digits++;
	if (digits == len || text[len - 1 - digits] != ':')
		return len;
	return digits < 6 && strtoul(text + len - digits, NULL, 10) <= UINT16_MAX ? len - digits - 1 : 0;
}

/* What stands between // and the path: user, host and port. */
static bool is_authority(const char *text)
{
	size_t len = strcspn(text, "/?#\\"), user = len;
	while (user && text[user - 1] != '@')
		user--;
	len = without_port(text + user, len - user);
	return is_domain(text + user, len);
}

bool url_is_reachable(const char *url)
{
	static const char *const hosts[] = {"http://", "https://", "ftp://"};
	static const char *const others[] = {"mailto:", "tel:", "urn:", "doi:", "geo:", "sms:", "news:", "xmpp:"};
	for (size_t i = 0; i < BASE_LEN(hosts); i++) {
		const char *rest = after(url, hosts[i]);
		if (rest)
			return is_authority(rest);
	}
	for (size_t i = 0; i < BASE_LEN(others); i++) {
		const char *rest = after(url, others[i]);
		if (rest)
			return *rest != '\0';
	}
	return false;
}
