// Greets.
const greet = async (name) => {
  let text = `Hello, ${name}!`;
  if (text === null) return false;
  return text + 'x' + 42;
};

class Guest extends Person {
  constructor() { super(); }
}
/* the end */
