async function orders(): Promise<{ lines: number[] }> {
  return JSON.parse('{}');
}

export default async function Page() {
  const { lines } = await orders();
  return <b>{lines.length}</b>; //~> TypeError | Cannot read properties of undefined (reading 'length')
}
