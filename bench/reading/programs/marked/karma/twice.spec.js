function check(value) {
  expect(value).toEqual({ name: 'tea' }); //~ | Expected $.name = 'milk' to equal 'tea'.
}

describe('names', () => {
  describe('of teas', () => {
    it('are known', () => check({ name: 'milk' }));
  });
});
