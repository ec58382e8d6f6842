import { ava } from './ava';
import { cargoTest } from './cargoTest';
import { dartTest } from './dartTest';
import { denoTest } from './denoTest';
import { doctest } from './doctest';
import { exUnit } from './exUnit';
import { githubAnnotations } from './githubAnnotations';
import { goTest } from './goTest';
import { googleTest } from './googleTest';
import { jasmine } from './jasmine';
import { jest } from './jest';
import { junit } from './junit';
import { karma } from './karma';
import { minitest } from './minitest';
import { mocha } from './mocha';
import { mochaJson, mochaJsonStream } from './mochaJson';
import { nextest } from './nextest';
import { nodeTest } from './nodeTest';
import { testMore } from './testMore';
import { tapOutput } from './tapOutput';
import { phpunit } from './phpunit';
import { phpunitTestdox } from './phpunitTestdox';
import { playwright } from './playwright';
import { pytest } from './pytest';
import { rspec } from './rspec';
import type { TestRunner } from './runner';
import { pytestSummary, surefireSummary } from './summaries';
import { swiftTesting } from './swiftTesting';
import { testingPlatform } from './testingPlatform';
import { unittest } from './unittest';
import { uvu } from './uvu';
import { vitest } from './vitest';
import { xctest } from './xctest';

/** Maximum length of a test's title; longer lines only cost time. */
const longestTitle = 4000;

/** All test runners that capture can read. */
export const runners: readonly TestRunner[] = [
  mocha,
  mochaJson,
  mochaJsonStream,
  jasmine,
  karma,
  denoTest,
  githubAnnotations,
  uvu,
  ava,
  jest,
  vitest,
  playwright,
  nodeTest,
  tapOutput,
  testMore,
  pytest,
  pytestSummary,
  unittest,
  doctest,
  junit,
  surefireSummary,
  goTest,
  googleTest,
  testingPlatform,
  cargoTest,
  nextest,
  rspec,
  minitest,
  phpunit,
  phpunitTestdox,
  exUnit,
  xctest,
  swiftTesting,
  dartTest,
].map((runner) => ({
  ...runner,
  start: (line, before) => (line.text.length > longestTitle ? undefined : runner.start(line, before)),
}));
