beforeEach(() => {
  throw new Error('no shop today'); //~ | no shop today
});

test('adds', () => {});
