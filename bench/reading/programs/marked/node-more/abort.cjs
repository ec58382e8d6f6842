async function load() {
  const answer = await fetch('http://10.255.255.1/', { signal: AbortSignal.timeout(50) }); //~> DOMException | The operation was aborted due to timeout
  return answer.json();
}
load();
