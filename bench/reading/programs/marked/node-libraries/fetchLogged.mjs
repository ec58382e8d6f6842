fetch('http://127.0.0.1:59999/prices').catch((error) => console.error('loading failed:', error)); //~> TypeError | fetch failed
//~> Error | connect ECONNREFUSED 127.0.0.1:59999
