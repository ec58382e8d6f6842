import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { READ_BACK } from '../../../src/core/readBack';
import { formatCount, formatTenths, inParts, plural, spokenLanguage, t, useLanguage } from '../../../src/core/language';
import { bareSentences } from '../../support/bareSentences';
import { COMPOSED, phrasesOfRooms } from '../../support/phrasesInCode';
import { placeholdersOf, sentencesInCode } from '../../support/sentencesInCode';

const GERMAN = 'l10n/bundle.l10n.de.json';
const german = JSON.parse(readFileSync(GERMAN, 'utf8')) as Record<string, string>;

describe('sentences in the language of the person', () => {
  afterEach(() => useLanguage('en', {}));

  it('are English by themselves, with their values in place', () => {
    assert.equal(spokenLanguage(), 'en');
    assert.equal(t('{0} of {1} runs', 2, 5), '2 of 5 runs');
    assert.equal(plural(1, '{0} run of {1}', '{0} runs of {1}', 'x'), '1 run of x');
    assert.equal(plural(1840, '{0} run of {1}', '{0} runs of {1}', 'x'), '1,840 runs of x');
    assert.equal(formatTenths(3.14), '3.1');
  });

  it('take the words, the order and the numbers of another language', () => {
    useLanguage('de', { 'See {0} in {1}': 'In {1} {0} ansehen', '{0} runs': '{0} Läufe' });
    assert.equal(t('See {0} in {1}', 'a', 'b'), 'In b a ansehen');
    assert.equal(plural(1840, '{0} run', '{0} runs'), '1.840 Läufe');
    assert.equal(formatCount(1840), '1.840');
    assert.equal(formatTenths(3.14), '3,1');
    assert.equal(t('Not translated'), 'Not translated');
    assert.deepEqual(inParts('See {0} in {1}', { a: 1 }, 'b'), ['In ', 'b', ' ', { a: 1 }, ' ansehen']);
  });

  it('leave a value alone that looks like a placeholder', () => {
    assert.equal(t('{0} and {1}', '{1}', '$&'), '{1} and $&');
  });
});

describe('the sentences in the code', () => {
  const { said, faults } = sentencesInCode();

  it('are literals, so that they can be collected', () => {
    assert.deepEqual(faults, []);
  });

  it('name exactly the values that they are given', () => {
    const wrong = said.filter(({ sentence, values }) => {
      const named = placeholdersOf(sentence);
      // A sentence for one may leave its count to a word.
      return Math.max(-1, ...named) >= values || Array.from({ length: values }, (_, at) => at).some((at) => at > 0 && !named.includes(at));
    });
    assert.deepEqual(wrong, []);
  });

  it('are all in the German file, which has no others and is sorted', () => {
    const sentences = [...new Set(said.map(({ sentence }) => sentence))].sort();
    const keys = Object.keys(german).filter((each) => !each.startsWith(READ_BACK));
    assert.deepEqual(
      { missing: sentences.filter((each) => !Object.hasOwn(german, each)), unused: keys.filter((each) => !sentences.includes(each)) },
      { missing: [], unused: [] },
    );
    assert.deepEqual(Object.keys(german), Object.keys(german).sort());
  });

  it('of cards and runs are in it, too, to be read back from the English that is kept', () => {
    const phrases = [...new Set([...phrasesOfRooms().map(({ phrase }) => phrase), ...COMPOSED])].map((each) => READ_BACK + each);
    const keys = Object.keys(german).filter((each) => each.startsWith(READ_BACK));
    assert.deepEqual(
      { missing: phrases.filter((each) => !Object.hasOwn(german, each)), unused: keys.filter((each) => !phrases.includes(each)) },
      { missing: [], unused: [] },
    );
  });

  it('have the same placeholders in German, the same code, and an end like theirs', () => {
    const end = (text: string) => /[.…:?!,]?$/.exec(text)![0];
    const code = (text: string) => (text.match(/`[^`]+`|@[\w/.:-]*\w/g) ?? []).sort();
    for (const [english, translated] of Object.entries(german)) {
      // A count may be a word in one of them: "eine Zeile".
      assert.deepEqual(placeholdersOf(translated), placeholdersOf(english), english);
      assert.deepEqual(code(translated), code(english), english);
      assert.equal(end(translated), end(english), english);
      assert.notEqual(translated.trim(), '', english);
    }
  });
});

describe('texts that could not be translated', () => {
  it('are nowhere in the view, besides names that no language changes', () => {
    const noSentence = /^[.#[<@]|^\s*\w+-\w+|^another server$|^ranking without a model$|^all tests: $|="\u0001"|^Attention of .: how/;
    assert.deepEqual(
      bareSentences('src/webview', (text) => noSentence.test(text)),
      [],
    );
  });

  it('are in the host only what a model, the log or the ledger gets, and markup', () => {
    const toModels =
      /^src\/host\/(?:features\/agentTools|languageModelTools|tryProvider|redactedLines|capture\/capture(?:Debugger|Test))\.ts$/;
    const markup = /^<|-src /;
    const inLedger = /change in |put back$|^the change$|^Undone with it/i;
    const sent = /^npm test$|^Debug with Context: /;
    assert.deepEqual(
      bareSentences('src/host', (text, path) => toModels.test(path) || [markup, inLedger, sent].some((each) => each.test(text.trim()))),
      [],
    );
  });
});
