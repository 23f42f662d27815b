#!/bin/sh
# Counts.
for name in one two; do
	if [ -n "$name" ]; then
		echo 'found' "$name"
	fi
done
