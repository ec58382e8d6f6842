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
    package: 'luxon',
    inputs: 'dateText',
    calls: [
      'var D = library.DateTime; var one = D.fromISO(input, { setZone: true }); D.fromRFC2822(input); D.fromHTTP(input); D.fromSQL(input); one.toLocaleString(); one.toRelative && one.toRelative(); library.Duration.fromISO(input).shiftTo("hours").toISO(); library.Interval.fromISO(input).toISO(); D.fromFormatExplain ? D.fromFormatExplain(input, "yyyy LLL dd") : 0;',
      'D = library.DateTime; D.fromMillis(0).toFormat(input); D.fromFormat ? D.fromFormat("2020", input) : D.fromString("2020", input); library.Duration.fromMillis(1e9).toFormat(input); D.fromMillis(0).setZone(input).toISO(); library.IANAZone.isValidZone && library.IANAZone.isValidZone(input);',
    ],
  },
  {
    package: 'cron-parser',
    inputs: 'dateText',
    calls: [
      'var parser = library.CronExpressionParser || library.default || library; var parse = parser.parseExpression || parser.parse; var cron = parse.call(parser, input, { currentDate: new Date(0), tz: "Europe/Paris", iterator: true }); cron.next(); cron.prev && cron.prev(); cron.stringify && cron.stringify();',
      'library.parseString && library.parseString(input + "\\nA=b\\n# c\\n");',
    ],
  },
  {
    package: 'chrono-node',
    inputs: 'dateText',
    calls: [
      'library.parse(input, new Date(0), { forwardDate: true }).forEach(function (one) { one.start.date(); one.end && one.end.date(); });',
      'var casual = library.casual; casual.parse("from " + input + " to " + input, new Date(0)); ["de", "fr", "ja", "pt", "es"].forEach(function (name) { var locale = library[name]; locale && locale.parse && locale.parse(input, new Date(0)); }); library.strict.parse(input);',
    ],
  },
  {
    package: 'moment',
    inputs: 'dateText',
    calls: [
      'var one = library.utc(input, ["YYYY-MM-DD", library.ISO_8601, "LLL", "GGGG-[W]WW-E", "DDD", "hh:mm a"], true); one.format(); one.calendar(); library.utc(input, "dddd Do MMM YYYY", "fr").fromNow(); library.duration(input).humanize(); library.duration(input).toISOString();',
      'library.utc(0).format(input); library.utc(0).startOf(input).add(1, input); library.locale(input); library.locale("en"); library.normalizeUnits(input); library.utc(0).diff(library.utc(1e9), input); library.localeData(input);',
    ],
  },
  {
    package: 'moment-timezone',
    inputs: 'dateText',
    calls: [
      'library.tz(input, "YYYY-MM-DD", "Europe/Paris").format("z Z"); library.tz.zone(input); library.utc(0).tz("America/New_York").format(input); library.tz.names && library.tz.names(); library.tz.zonesForCountry && library.tz.zonesForCountry(input);',
    ],
  },
  {
    package: 'cron',
    inputs: 'dateText',
    calls: [
      'var Time = library.CronTime; var time = new Time(input, "Europe/Paris"); time.sendAt(3); time.getTimeout && time.getTimeout(); String(time); time.toJSON();',
    ],
  },
  {
    package: 'date-fns-tz',
    inputs: 'dateText',
    needs: { 'date-fns': '^2.30.0' },
    calls: [
      'var utc = library.zonedTimeToUtc || library.fromZonedTime; utc(input, "Europe/Paris"); library.toDate(input, { timeZone: "America/New_York" }); try { library.format(new Date(0), input, { timeZone: "Asia/Tokyo" }); library.getTimezoneOffset && library.getTimezoneOffset(input); } catch (error) { if (error.name !== "RangeError") throw error; }',
    ],
  },
  {
    package: 'rrule',
    inputs: 'dateText',
    calls: [
      'var RRule = library.RRule || library.default || library; var rule = RRule.fromString(input); rule.toString(); rule.toText(); rule.origOptions.count && rule.origOptions.count < 10 && rule.all();',
      'var rrulestr = library.rrulestr; var set = rrulestr(input, { forceset: true, unfold: true }); set.toString(); set.valueOf();',
      'var RRule = library.RRule || library.default || library; var rule = RRule.fromText(input); rule.isFullyConvertibleToText(); rule.toText();',
    ],
  },
  {
    package: 'd3-time-format',
    inputs: 'dateText',
    calls: [
      'var time = library.utcFormat("%A %d %B %Y %H:%M:%S.%L %p %j %U %Z"); time(new Date(0)); library.utcParse(input)("2020-01-01"); library.utcFormat(input)(new Date(0)); library.isoParse(input); library.timeParse("%Y-%m-%d")(input);',
    ],
  },
  {
    package: 'dateformat',
    inputs: 'dateText',
    calls: ['(library.default || library)(new Date(0), input); (library.default || library)(new Date(1e12), "UTC:" + input);'],
  },
  {
    package: 'fecha',
    inputs: 'dateText',
    calls: [
      'var fecha = library.default || library; fecha.format(new Date(0), input); fecha.parse(input, "YYYY-MM-DD"); fecha.parse("2020-01-01", input);',
    ],
  },
  {
    package: 'ms',
    inputs: 'dateText',
    calls: ['var run = library.ms || library.default || library; run(input); run(run(input) || 1, { long: true });'],
  },
  {
    package: 'later',
    inputs: 'dateText',
    calls: [
      'var text = library.parse.text(input); var schedule = library.schedule(text); if (text.error < 0) { schedule.next(2, new Date(2020, 1), new Date(2021, 1)); schedule.prev(1, new Date(2020, 1), new Date(2019, 1)); schedule.nextRange(1, new Date(2020, 1), new Date(2021, 1)); }',
      'var cron = library.parse.cron(input, true); library.schedule(cron).next(1, new Date(2020, 1), new Date(2021, 1));',
    ],
  },
  {
    package: 'opening_hours',
    inputs: 'dateText',
    calls: [
      'var hours = new (library.default || library)(input, { address: { country_code: "de", state: "Berlin" }, lat: "52", lon: "13" }, 2); hours.getState(new Date(0)); hours.prettifyValue({ conf: { rule_sep_string: "\\n" } }); hours.getWarnings(); hours.getNextChange(new Date(0)); hours.isWeekStable();',
    ],
  },
  { package: 'sherlockjs', inputs: 'dateText', calls: ['library.parse(input);'] },
];
