import { leanStarts } from '../../scripts/leanStarts.mjs';

// The workers of this process inherit the environment.
leanStarts();
