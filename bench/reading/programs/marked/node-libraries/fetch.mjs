async function load() {
  const answer = await fetch('http://127.0.0.1:59999/prices'); //~ TypeError | fetch failed
  return answer.json(); //~> Error | connect ECONNREFUSED 127.0.0.1:59999
}

await load();
