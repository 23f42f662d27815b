/* Threads that take tasks in the order in which they were added. */
#include "base/base.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

typedef enum { WAITING, BEGUN, DONE } State;

struct PoolTask {
	PoolWork *work;
	void *closure;
	State state;
	PoolTask *next; /* added after it */
};

struct Pool {
	pthread_mutex_t lock; /* of all below but most, and of the tasks' states */
	pthread_cond_t added, done;
	PoolTask *first, *last; /* that wait, or were begun by who waited for them */
	bool ends;
	pthread_t *threads;
	unsigned count, most; /* threads; as many as may be, which does not change */
	unsigned idle;        /* who waits for a task, would do others, and found none */
};

unsigned pool_cores(void)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	return cores > 0 ? (unsigned)cores : 1;
}

Pool *pool_new(unsigned jobs)
{
	Pool *pool = base_calloc(1, sizeof *pool);
	pool->most = jobs ? jobs - 1 : 0;
	pool->threads = base_calloc(pool->most + 1, sizeof *pool->threads);
	pthread_mutex_init(&pool->lock, NULL);
	pthread_cond_init(&pool->added, NULL);
	pthread_cond_init(&pool->done, NULL);
	return pool;
}

/* The next task that nobody has begun, taken off with those before it; NULL.  The lock is held. */
static PoolTask *take(Pool *pool)
{
	PoolTask *task = pool->first;
	if (!task)
		return NULL;
	pool->first = task->next;
	task->state = BEGUN;
	return task;
}

/* Does a task that was taken.  The lock is held, but not meanwhile. */
static void carry_out(Pool *pool, PoolTask *task)
{
	pthread_mutex_unlock(&pool->lock);
	task->work(task->closure);
	pthread_mutex_lock(&pool->lock);
	task->state = DONE;
	pthread_cond_broadcast(&pool->done);
}

static void *serve(void *closure)
{
	Pool *pool = closure;
	pthread_mutex_lock(&pool->lock);
	for (;;) {
		PoolTask *task = take(pool);
		if (!task && pool->ends)
			break;
		if (task)
			carry_out(pool, task);
		else
			pthread_cond_wait(&pool->added, &pool->lock);
	}
	pthread_mutex_unlock(&pool->lock);
	return NULL;
}

PoolTask *pool_add(Pool *pool, PoolWork *work, void *closure)
{
	PoolTask *task = base_calloc(1, sizeof *task);
	*task = (PoolTask){.work = work, .closure = closure};
	if (!pool->most)
		return task;
	pthread_mutex_lock(&pool->lock);
	if (pool->first)
		pool->last->next = task;
	else
		pool->first = task;
	pool->last = task;
	pthread_cond_signal(&pool->added);
	if (pool->idle)
		pthread_cond_broadcast(&pool->done);
	/* A system that gives no thread has its work done by who waits. */
	if (pool->count < pool->most && !pthread_create(&pool->threads[pool->count], NULL, serve, pool))
		pool->count++;
	pthread_mutex_unlock(&pool->lock);
	return task;
}

/* Takes a task off that nobody has begun.  The lock is held. */
static void withdraw(Pool *pool, PoolTask *task)
{
	PoolTask *before = NULL, **at = &pool->first;
	for (; *at != task; at = &(*at)->next)
		before = *at;
	*at = task->next;
	pool->last = pool->last == task ? before : pool->last;
	task->state = BEGUN;
}

/* Waits for a task that somebody has begun, and does others meanwhile if it helps: who waits for tasks in the order in
 * which they were added would else wait for each of them.  false: nobody has begun it, and nobody will. */
static bool is_done(Pool *pool, PoolTask *task, bool helps)
{
	pthread_mutex_lock(&pool->lock);
	bool begun = task->state != WAITING;
	if (!begun && pool->most)
		withdraw(pool, task);
	while (begun && task->state != DONE) {
		PoolTask *other = helps ? take(pool) : NULL;
		if (other) {
			carry_out(pool, other);
			continue;
		}
		pool->idle += helps;
		pthread_cond_wait(&pool->done, &pool->lock);
		pool->idle -= helps;
	}
	pthread_mutex_unlock(&pool->lock);
	return begun;
}

void pool_wait(Pool *pool, PoolTask *task)
{
	if (!task)
		return;
	if (!is_done(pool, task, true))
		task->work(task->closure);
	free(task);
}

bool pool_take_back(Pool *pool, PoolTask *task)
{
	bool done = is_done(pool, task, false);
	free(task);
	return done;
}

unsigned pool_threads(const Pool *pool)
{
	return pool->most;
}

void pool_free(Pool *pool)
{
	if (!pool)
		return;
	pthread_mutex_lock(&pool->lock);
	pool->ends = true;
	pthread_cond_broadcast(&pool->added);
	pthread_mutex_unlock(&pool->lock);
	for (unsigned i = 0; i < pool->count; i++)
		pthread_join(pool->threads[i], NULL);
	pthread_cond_destroy(&pool->added);
	pthread_cond_destroy(&pool->done);
	pthread_mutex_destroy(&pool->lock);
	free(pool->threads);
	free(pool);
}
