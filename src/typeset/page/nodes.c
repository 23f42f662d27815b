/* The active nodes of a run, found by their state: a long note or an album has many at
 * one breakpoint, and each is asked for again and again. */
#include "typeset/page/nodes.h"

#include <stdlib.h>
#include <string.h>

enum {
	SLOTS = 64 /* at first */,
	FEW = 8 /* groups of a breakpoint, which nearly all have: they are looked through */
};

void nodes_begin(Nodes *nodes, uint32_t first, uint32_t end)
{
	*nodes = (Nodes){.arena = arena_new(), .first = first, .slot_count = SLOTS, .carry_slot_count = SLOTS};
	nodes->breakpoints = base_calloc(end - first + 1, sizeof *nodes->breakpoints);
	nodes->slots = base_calloc(nodes->slot_count, sizeof *nodes->slots);
	nodes->carry_slots = base_calloc(nodes->carry_slot_count, sizeof *nodes->carry_slots);
	for (uint32_t i = first; i <= end; i++)
		nodes->breakpoints[i - first].least = FILL_NOWAY;
}

void nodes_end(Nodes *nodes)
{
	free(nodes->breakpoints);
	free(nodes->slots);
	free(nodes->carry_slots);
	arena_free(nodes->arena);
}

/* ---- notes that go on ---- */

static void grow_carries(Nodes *nodes)
{
	size_t count = 2 * nodes->carry_slot_count;
	Carry **slots = base_calloc(count, sizeof *slots);
	for (size_t i = 0; i < nodes->carry_slot_count; i++) {
		for (Carry *carry = nodes->carry_slots[i], *next; carry; carry = next) {
			next = carry->chain;
			carry->chain = slots[carry->hash % count];
			slots[carry->hash % count] = carry;
		}
	}
	free(nodes->carry_slots);
	nodes->carry_slots = slots;
	nodes->carry_slot_count = count;
}

const Carry *nodes_carry(Nodes *nodes, const FillParts *rest)
{
	size_t size = rest->count * sizeof *rest->parts;
	if (!rest->count)
		return NULL;
	PagePart key[] = {rest->parts[0], {.note = (uint32_t)rest->count}}; /* others follow in the order of the text */
	uint64_t hash = str_hash(key, sizeof key);
	for (const Carry *at = nodes->carry_slots[hash % nodes->carry_slot_count]; at; at = at->chain) {
		if (at->hash == hash && at->count == rest->count && !memcmp(at->parts, rest->parts, size))
			return at;
	}
	if (++nodes->carry_count > nodes->carry_slot_count)
		grow_carries(nodes);
	Carry *carry = arena_alloc(nodes->arena, sizeof *carry + size), **slot;
	slot = &nodes->carry_slots[hash % nodes->carry_slot_count];
	carry->chain = *slot;
	carry->hash = hash;
	carry->count = rest->count;
	memcpy(carry->parts, rest->parts, size);
	*slot = carry;
	return carry;
}

/* ---- groups ---- */

/* Whether frames that begin at both are filled alike. */
static bool same_fill(const Node *a, const Node *b)
{
	return a->item == b->item && a->top == b->top && a->float_next == b->float_next && a->carry == b->carry &&
	       a->first_wide == b->first_wide && a->wide_next == b->wide_next;
}

static Group **slot_of(Group **slots, size_t count, const Node *node)
{
	uint64_t key[] = {node->item, node->float_next, (uintptr_t)node->carry, node->top, node->wide_next};
	return &slots[str_hash(key, sizeof key) % count];
}

static void grow_groups(Nodes *nodes)
{
	size_t count = 2 * nodes->slot_count;
	Group **slots = base_calloc(count, sizeof *slots);
	for (size_t i = 0; i < nodes->slot_count; i++) {
		for (Group *group = nodes->slots[i], *next; group; group = next) {
			next = group->chain;
			Group **slot = slot_of(slots, count, group->nodes);
			group->chain = *slot;
			*slot = group;
		}
	}
	free(nodes->slots);
	nodes->slots = slots;
	nodes->slot_count = count;
}

static void put_in_slot(Nodes *nodes, Group *group)
{
	if (++nodes->group_count > nodes->slot_count)
		grow_groups(nodes);
	Group **slot = slot_of(nodes->slots, nodes->slot_count, group->nodes);
	group->chain = *slot;
	*slot = group;
}

static Group *find_group(const Nodes *nodes, const Breakpoint *at, const Node *node)
{
	bool many = at->count > FEW;
	Group *group = many ? *slot_of(nodes->slots, nodes->slot_count, node) : at->groups;
	while (group && !same_fill(group->nodes, node))
		group = many ? group->chain : group->next;
	return group;
}

static void unlink_group(Breakpoint *at, Group *group)
{
	if (group->before)
		group->before->next = group->next;
	else
		at->groups = group->next;
	if (group->next)
		group->next->before = group->before;
}

static void put_first(Breakpoint *at, Group *group)
{
	group->before = NULL;
	group->next = at->groups;
	if (at->groups)
		at->groups->before = group;
	at->groups = group;
}

/* Gives back a node that none follows, and those before it that none follows then. */
static void give_back(Nodes *nodes, Node *node)
{
	while (node && node->left && !node->followed) {
		Node *from = node->from;
		node->next = nodes->spare_nodes;
		nodes->spare_nodes = node;
		node = from;
		if (node)
			node->followed--;
	}
}

static void follow(Node *from)
{
	if (from)
		from->followed++;
}

/* The better of two ways to one state stays; the other one is remembered, if it is the second best. */
static void replace(Nodes *nodes, Node *at, const Node *node)
{
	Node loser = *node;
	bool better = node->demerits < at->demerits;
	if (better) {
		loser = *at;
		*at = *node;
		at->next = loser.next;
		at->followed = loser.followed;
		at->second = loser.second;
		at->second_item = loser.second_item;
		follow(at->from);
	}
	if (loser.from && at->from && loser.from->item != at->from->item && loser.demerits < at->second) {
		at->second = loser.demerits;
		at->second_item = loser.from->item;
	}
	if (better && loser.from) {
		loser.from->followed--;
		give_back(nodes, loser.from);
	}
}

static Group *new_group(Nodes *nodes, Breakpoint *at, Node *first)
{
	Group *group = nodes->spare_groups;
	if (group)
		nodes->spare_groups = group->next;
	else
		group = arena_alloc(nodes->arena, sizeof *group);
	*group = (Group){.nodes = first};
	at->count++;
	if (at->count == FEW + 1) {
		for (Group *other = at->groups; other; other = other->next)
			put_in_slot(nodes, other);
	}
	if (at->count > FEW)
		put_in_slot(nodes, group);
	return group;
}

/* Adds a copy to the group; NULL: to one of its own. */
static void add(Nodes *nodes, Breakpoint *at, Group *group, const Node *node)
{
	Node *copy = nodes->spare_nodes;
	if (copy)
		nodes->spare_nodes = copy->next;
	else
		copy = arena_alloc(nodes->arena, sizeof *copy);
	*copy = *node;
	follow(copy->from);
	copy->second = FILL_NOWAY;
	copy->next = group ? group->nodes : NULL;
	if (group) {
		unlink_group(at, group);
		group->nodes = copy;
	} else {
		group = new_group(nodes, at, copy);
	}
	put_first(at, group);
}

void nodes_activate(Nodes *nodes, const Node *node)
{
	Breakpoint *at = &nodes->breakpoints[node->item - nodes->first];
	Group *group = find_group(nodes, at, node);
	at->least = node->demerits < at->least ? node->demerits : at->least;
	for (Node *old = group ? group->nodes : NULL; old; old = old->next) {
		if (old->pos == node->pos && old->high == node->high && old->followers == node->followers) {
			replace(nodes, old, node);
			return;
		}
	}
	add(nodes, at, group, node);
}

void nodes_leave(Nodes *nodes, uint32_t item)
{
	Breakpoint *at = &nodes->breakpoints[item - nodes->first];
	if (at->count > FEW) /* these stand in slots */
		return;
	for (Group *group = at->groups, *after; group; group = after) {
		after = group->next;
		for (Node *node = group->nodes, *next; node; node = next) {
			next = node->next; /* not left yet, so it stays */
			node->left = true;
			give_back(nodes, node);
		}
		group->next = nodes->spare_groups;
		nodes->spare_groups = group;
	}
	at->groups = NULL;
}
