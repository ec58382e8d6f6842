test('calls back', () => {
  const back = jest.fn();
  back('milk', 3);
  expect(back).toHaveBeenCalledWith('tea', 3); //~ | expect(jest.fn()).toHaveBeenCalledWith(...expected)…
});

test('is slow', async () => {
  await new Promise(() => {});
}, 100); //~> | thrown: "Exceeded timeout of 100 ms for a test.…

test('rejects', async () => {
  await expect(Promise.resolve(3)).rejects.toThrow('declined'); //~ | expect(received).rejects.toThrow()…
});
