test('keeps its form', () => {
  expect({ name: 'milk', price: 2 }).toMatchInlineSnapshot(`
{
  "name": "tea",
  "price": 3,
}
`); //~> | expect(received).toMatchInlineSnapshot(snapshot)…
});
