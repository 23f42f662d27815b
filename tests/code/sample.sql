-- All guests.
SELECT name, 42 FROM guest
WHERE room = 'blue' AND age > 1.5;
