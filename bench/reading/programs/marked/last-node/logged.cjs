process.on('unhandledRejection', (reason, promise) => {
  console.error('Unhandled Rejection at:', promise, 'reason:', reason); //~> Error | the prices answered 500
  process.exit(1);
});

async function load() {
  const answer = { status: 500 };
  if (answer.status !== 200) throw new Error(`the prices answered ${answer.status}`); //~ Error | the prices answered 500
}
load();
