/*
 * Paragraphs that are broken before their turn comes.
 *
 * The text is shared out in parts of some paragraphs, which the pool's threads take from the last on.  When the galley
 * comes to a part that nobody has begun, it is taken back, and its paragraphs are broken one by one; it waits for what
 * was begun.  So both come together somewhere, however fast each is, and nobody waits for more than a part.
 */
#include "typeset/flow/flow.h"

#include <pthread.h>
#include <stdlib.h>

enum {
	PART = 24,           /* paragraphs */
	LEAST = 2 * PART,    /* that are worth while */
	EACH = 64,           /* bytes that a paragraph takes beside its text */
	MOST_BYTES = 4 << 20 /* of text: that of a long book, whose atoms are kept (collect.c) */
};

typedef struct {
	FlowAhead *ahead;
	size_t first, count; /* of the paragraphs */
	PoolTask *task;      /* NULL: it is settled */
} Part;

/* A thread's own; there are as many as there are threads. */
typedef struct Worker Worker;
struct Worker {
	ParContext *context;
	Worker *next; /* that is free, too */
};

struct FlowAhead {
	const FlowSetting *setting;
	Pool *pool;
	FlowForetell *foretell;
	const DocNode **nodes; /* in the order of the text */
	Par **pars;            /* NULL: not broken, or not here */
	size_t count, cap;
	Part *parts;
	size_t part_count;
	Worker *workers;
	size_t worker_count;
	pthread_mutex_t lock; /* of those that are free */
	Worker *free;
};

/* ---- what can be foretold ---- */

/* Words alone: pages are not known yet, and formulas and pictures are more than text. */
static bool is_plain(const FlowSetting *setting, const DocNode *para)
{
	for (const DocNode *node = para->first; node; node = doc_next(node, para, false)) {
		if (node->type == DOC_MATH || node->type == DOC_IMAGE)
			return false;
	}
	return para->first && !flow_asks_pages(setting, para);
}

/* The first of a chapter has an initial, which is set with it. */
static bool opens_chapter(const DocNode *para)
{
	const DocNode *before = para->prev;
	return before && before->type == DOC_HEADER &&
	       (!before->u.header.section || before->u.header.section->division != DOC_DIVISION_SECTION);
}

/* ---- the threads ---- */

static Worker *take_worker(FlowAhead *ahead)
{
	pthread_mutex_lock(&ahead->lock);
	Worker *worker = ahead->free;
	ahead->free = worker->next;
	pthread_mutex_unlock(&ahead->lock);
	return worker;
}

static void give_back(FlowAhead *ahead, Worker *worker)
{
	pthread_mutex_lock(&ahead->lock);
	worker->next = ahead->free;
	ahead->free = worker;
	pthread_mutex_unlock(&ahead->lock);
}

static void break_part(void *closure)
{
	const Part *part = closure;
	FlowAhead *ahead = part->ahead;
	Worker *worker = take_worker(ahead);
	for (size_t i = part->first; i < part->first + part->count; i++) {
		ParSpec spec = ahead->foretell(ahead->setting, ahead->nodes[i]);
		ahead->pars[i] =
		        is_plain(ahead->setting, ahead->nodes[i]) ? par_break_beside(worker->context, &spec) : NULL;
	}
	give_back(ahead, worker);
}

/* ---- beginning and end ---- */

static size_t text_in(const DocNode *para)
{
	size_t sum = 0;
	for (const DocNode *node = para; node; node = doc_next(node, para, false))
		sum += node->type == DOC_TEXT ? node->u.text.len : 0;
	return sum;
}

static void find_paragraphs(FlowAhead *ahead, const DocNode *root)
{
	size_t bytes = 0;
	for (const DocNode *node = root->first; node && bytes < MOST_BYTES; node = node->next) {
		if (node->type != DOC_PARA || opens_chapter(node))
			continue;
		ahead->nodes = base_grow(ahead->nodes, ahead->count, &ahead->cap, sizeof *ahead->nodes);
		ahead->nodes[ahead->count++] = node;
		bytes += text_in(node) + EACH;
	}
	ahead->pars = base_calloc(ahead->count + 1, sizeof(Par *));
}

static void add_workers(FlowAhead *ahead)
{
	ahead->worker_count = pool_threads(ahead->pool);
	ahead->workers = base_calloc(ahead->worker_count + 1, sizeof *ahead->workers);
	for (size_t i = 0; i < ahead->worker_count; i++) {
		ahead->workers[i] = (Worker){par_context_beside(ahead->setting->context), ahead->free};
		ahead->free = &ahead->workers[i];
	}
}

static void add_parts(FlowAhead *ahead)
{
	ahead->part_count = (ahead->count + PART - 1) / PART;
	ahead->parts = base_calloc(ahead->part_count + 1, sizeof *ahead->parts);
	for (size_t i = ahead->part_count; i-- > 0;) {
		Part *part = &ahead->parts[i];
		size_t first = i * PART, left = ahead->count - first;
		*part = (Part){ahead, first, left < PART ? left : PART, NULL};
		part->task = pool_add(ahead->pool, break_part, part);
	}
}

FlowAhead *flow_ahead_new(const FlowSetting *setting, Pool *pool, FlowForetell *foretell)
{
	if (!pool_threads(pool))
		return NULL;
	FlowAhead *ahead = base_calloc(1, sizeof *ahead);
	ahead->setting = setting;
	ahead->pool = pool;
	ahead->foretell = foretell;
	pthread_mutex_init(&ahead->lock, NULL);
	find_paragraphs(ahead, setting->job->doc->root);
	if (ahead->count < LEAST) {
		flow_ahead_free(ahead);
		return NULL;
	}
	add_workers(ahead);
	add_parts(ahead);
	return ahead;
}

static void settle(FlowAhead *ahead, Part *part)
{
	if (part->task)
		pool_take_back(ahead->pool, part->task);
	part->task = NULL;
}

void flow_ahead_end(FlowAhead *ahead)
{
	for (size_t i = 0; ahead && i < ahead->part_count; i++)
		settle(ahead, &ahead->parts[i]);
}

void flow_ahead_free(FlowAhead *ahead)
{
	if (!ahead)
		return;
	for (size_t i = 0; i < ahead->worker_count; i++)
		par_context_free(ahead->workers[i].context);
	pthread_mutex_destroy(&ahead->lock);
	free(ahead->workers);
	free(ahead->parts);
	free(ahead->pars);
	free(ahead->nodes);
	free(ahead);
}

/* ---- taking ---- */

/* The place of a paragraph; the count if it is none of them. */
static size_t place_of(const FlowAhead *ahead, const DocNode *node)
{
	size_t low = 0, high = ahead->count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (ahead->nodes[middle]->serial < node->serial)
			low = middle + 1;
		else
			high = middle;
	}
	return low < ahead->count && ahead->nodes[low] == node ? low : ahead->count;
}

Par *flow_ahead_take(FlowAhead *ahead, const ParSpec *spec)
{
	size_t place = ahead ? place_of(ahead, spec->node) : 0;
	if (!ahead || place == ahead->count)
		return NULL;
	settle(ahead, &ahead->parts[place / PART]);
	Par *par = ahead->pars[place];
	if (!par || !par_is_of(par, spec))
		return NULL;
	par_adopt(ahead->setting->context, par);
	return par;
}
