describe('the cart', () => {
  it('adds prices', () => {
    expect(1 + 1).toBe(3); //~ | Expected 2 to be 3.
  });

  it('reads a price', () => {
    const prices = undefined;
    prices.first; //~ TypeError | Cannot read properties of undefined (reading 'first')
  });

  it('is loaded', async () => {
    await Promise.reject(new RangeError('no order 7')); //~ RangeError | no order 7
  });
});
