import { openTrees } from '../../src/core/syntax/openSyntax';
import { packagedGrammars } from '../../realBugs/packagedGrammars';

/** The product's grammars, one parser for all mutants of a process. */
export const openGrammars = openTrees(packagedGrammars);
