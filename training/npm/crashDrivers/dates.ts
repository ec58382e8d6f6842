import type { CrashDriver } from '../crashDrivers';

/** Readers and writers of dates and times. */
export const DATES_DRIVERS: readonly CrashDriver[] = [
  {
    package: 'date-fns',
    inputs: 'dateText',
    calls: [
      'var parse = library.parse; var date = library.parseISO ? library.parseISO(input) : parse(input); library.parseISO && parse(input, "yyyy-MM-dd\'T\'HH:mm", new Date(0)); library.isValid(date) && (library.formatDistance || library.distanceInWords)(date, new Date(0)); library.toDate && library.toDate(input); library.intlFormat && library.isValid(date) && library.intlFormat(date); library.parseJSON && library.parseJSON(input);',
      'try { library.format(new Date(0), input); library.parseISO && library.parse("2020-01-01", input, new Date(0)); } catch (error) { if (error.name !== "RangeError") throw error; }',
    ],
  },
  {
    package: 'ms',
    inputs: 'dateText',
    calls: ['var run = library.ms || library.default || library; run(input); run(run(input) || 1, { long: true });'],
  },
];
