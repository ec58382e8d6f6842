// Writes the programs after documented bugs as the benches read bugs. usage: npx tsx realBugs/documented/layOut.ts DIR
import { layOutDocumentedBugs } from './documentedBugs';

void layOutDocumentedBugs(process.argv[2] ?? '.');
