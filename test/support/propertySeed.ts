import fc from 'fast-check';

// The same cases each time, so that a change is not refused for an unrelated failure. New ones: `FAST_CHECK_SEED=random npm run test:unit`.
const seed = process.env.FAST_CHECK_SEED ?? '1';
if (seed !== 'random') fc.configureGlobal({ seed: Number(seed) });
