/* The baseline grid.  What stands off it is given so much white that the text after it
 * stands on the grid again.  A heading's white is its style's, on every page alike: it is a
 * multiple of the leading as it comes, so what blocks beside it need goes on their other
 * side; all others have half of it above and half below. */
#include "typeset/flow/builder.h"

typedef struct {
	FlowItem *items;
	size_t first, end;
	Length leading;
	FlowItem *after; /* what follows on the same page; NULL */
	bool below_heading;
	Length start; /* of its white, below the grid: the headings over it, with theirs */
} Part;

/* Above the grid's last line. */
static Length sum_of(const FlowItem *items, size_t first, size_t end, Length leading)
{
	int64_t sum = 0;
	for (size_t i = first; i < end; i++)
		sum += items[i].height + items[i].before;
	return (Length)(sum % leading);
}

/* Of the lines of headings that are not their first. */
static Length sum_of_more_lines(const FlowItem *items, size_t first, size_t end)
{
	int64_t sum = 0;
	for (size_t i = first; i < end; i++)
		sum += items[i].line ? items[i].height : 0;
	return (Length)sum;
}

/* A heading that begins a page stands at one height whatever its lines; what the second and others need goes below. */
static void level_opening(const Part *part)
{
	Length more = sum_of_more_lines(part->items, part->first, part->end) % part->leading;
	part->after->before += more ? part->leading - more : 0;
}

/* A heading of one line needs nothing, if its style is as it should be; longer ones need as little as may be.  What
 * blocks below it need goes below them. */
static void level_headings(const Part *part)
{
	FlowItem *first = &part->items[part->first];
	Length leading = part->leading;
	if (part->after && part->after->on_grid) {
		if (first->start != FLOW_ON)
			level_opening(part);
		Length over =
		        (sum_of(part->items, part->first, part->end, part->leading) + part->after->before) % leading;
		bool less = over <= leading / 2 && first->before - over >= leading / 2;
		first->before += over == 0 ? 0 : less ? -over : leading - over;
	}
	first->top = first->before % leading;
	first->top -= first->top > leading - leading / 8 ? leading : 0; /* the eye does not see it */
	first->stretch = first->from_grid = true;
}

/* The last item within that has white above; NULL if none has. */
static FlowItem *white_within(const Part *part)
{
	for (size_t i = part->end; i-- > part->first + 1;) {
		if (part->items[i].before > 0)
			return &part->items[i];
	}
	return NULL;
}

/* Whether a listing begins with an item; its ground was built with it and is shared by its items alone. */
static bool begins_ground(const Part *part, size_t i)
{
	const FlowBlock *block = part->items[i].block;
	return block->listing && block->box && (i == part->first || part->items[i - 1].block != block);
}

/* Of listings; mixed: whether there are other blocks, whose white can give way. */
static int count_grounds(const Part *part, bool *mixed)
{
	int count = 0;
	*mixed = false;
	for (size_t i = part->first; i < part->end; i++) {
		const FlowBlock *block = part->items[i].block;
		count += begins_ground(part, i);
		*mixed = *mixed || !(block->listing || block->caption);
	}
	return count;
}

/* What is to be taken from the grounds of listings, or added: in so many places, each the same. */
typedef struct {
	Length more;
	int places;
} Shares;

static Length next_share(Shares *shares)
{
	Length share = shares->places > 0 ? shares->more / shares->places : 0;
	shares->places--;
	shares->more -= share;
	return share;
}

/* The upper edge of one that stands below a heading stays; a heading after the last comes to the grid by itself, so
 * that below it nothing can be taken. */
static Shares shares_of(const Part *part, Length over, int grounds)
{
	bool last = part->after->block->heading && part->items[part->end - 1].block->listing;
	int places = 2 * grounds - (part->below_heading && begins_ground(part, part->first)), fewer = places - last;
	Length most = part->leading / 4 * fewer;
	most = most < part->leading / 2 ? most : part->leading / 2;
	return over <= most ? (Shares){-over, fewer} : (Shares){part->leading - over, places};
}

/* The white around grounds stays as it is: what is taken from them, or added, is within.  False if there are none, or
 * it is too much for them where others have white to give. */
static bool level_listings(const Part *part, Length over)
{
	bool mixed;
	int grounds = count_grounds(part, &mixed);
	Shares shares = shares_of(part, over, grounds);
	if (!grounds || (mixed && shares.more > part->leading / 4 * shares.places))
		return false;
	for (size_t i = part->first; i < part->end; i++) {
		if (!begins_ground(part, i))
			continue;
		const FlowBlock *block = part->items[i].block;
		FlowBox *ground = (FlowBox *)block->box;
		size_t next = i;
		while (next < part->end && part->items[next].block == block)
			next++;
		Length above = i > part->first || !part->below_heading ? next_share(&shares) : 0;
		part->items[i].before += above;
		ground->pad += above;
		Length below = next_share(&shares);
		ground->pad_below += below;
		FlowItem *after = next < part->end ? &part->items[next] : part->after;
		after->before += after->block->heading ? 0 : below;
	}
	return true;
}

static void level_blocks(const Part *part)
{
	FlowItem *first = &part->items[part->first], *within = white_within(part);
	bool above_heading = part->after->block->heading;
	Length sum = part->start + sum_of(part->items, part->first, part->end, part->leading),
	       over = (sum + (above_heading ? 0 : part->after->before)) % part->leading,
	       more = over ? part->leading - over : 0;
	if (level_listings(part, over))
		return;
	if (!above_heading && !part->below_heading) {
		first->before += more / 2;
		part->after->before += more - more / 2;
	} else if (!above_heading) {
		part->after->before += more;
	} else if (part->below_heading && within) {
		within->before += more;
	} else {
		first->before += more;
	}
}

/* Headings that stand together, or blocks that do. */
static void level_part(FlowItem *items, size_t first, size_t end, size_t count, Length leading)
{
	FlowItem *after = end < count && items[end].start == FLOW_ON ? &items[end] : NULL;
	size_t heading = first;
	while (heading && items[heading].start == FLOW_ON && items[heading - 1].block->heading)
		heading--;
	Part part = {items, first, end, leading, after, heading < first, sum_of(items, heading, first, leading)};
	if (items[first].block->heading)
		level_headings(&part);
	else if (after)
		level_blocks(&part);
}

void build_grid(FlowList *list, Length leading)
{
	FlowItem *items = list->items;
	for (size_t i = 0; i < list->count;) {
		size_t end = i + 1;
		while (end < list->count && !items[end].on_grid && items[end].start == FLOW_ON &&
		       items[end].block->heading == items[i].block->heading)
			end++;
		if (!items[i].on_grid)
			level_part(items, i, end, list->count, leading);
		i = items[i].on_grid ? i + 1 : end;
	}
}
