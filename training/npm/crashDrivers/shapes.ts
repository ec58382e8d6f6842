import type { CrashDriver } from '../crashDrivers';

/** Colours, places and paths. */
export const SHAPES_DRIVERS: readonly CrashDriver[] = [
  {
    package: 'color',
    inputs: 'color',
    calls: [
      'var make = library.default || library; var value = /^[\\[{\\d"-]|null|true/.test(input) ? JSON.parse(input) : input; var one = make(value); (one.string || one.rgbString).call(one); one.hsl && one.hsl().toString(); one.lighten(0.1).negate().mix(make("red")).hex ? one.hex() : one.hexString(); one.luminosity(); one.isDark ? one.isDark() : one.dark();',
    ],
  },
  {
    package: 'color-string',
    inputs: 'color',
    calls: [
      'var get = library.get; if (get) { var one = get(input); get.rgb(input); get.hsl(input); get.hwb(input); one && library.to.hex(one.value); } else { library.getRgba(input); library.getHsla(input); library.getHwb && library.getHwb(input); library.getAlpha(input); library.hexString(library.getRgb(input)); }',
    ],
  },
];
