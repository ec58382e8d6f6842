import type { CrashDriver } from '../crashDrivers';

/** Colours, places and paths. */
export const SHAPES_DRIVERS: readonly CrashDriver[] = [
  {
    package: 'd3-geo',
    inputs: 'geo',
    calls: [
      'var value = JSON.parse(input); library.geoPath(library.geoMercator().fitSize([10, 10], value))(value); library.geoArea(value); library.geoBounds(value); library.geoCentroid(value); library.geoLength(value); library.geoContains(value, [0, 0]); library.geoPath(library.geoAlbersUsa())(value); library.geoPath().measure(value); library.geoStream(value, { point: function () {}, lineStart: function () {}, lineEnd: function () {}, polygonStart: function () {}, polygonEnd: function () {}, sphere: function () {} });',
    ],
  },
  {
    package: 'color',
    inputs: 'color',
    calls: [
      'var make = library.default || library; var value = /^[\\[{\\d"-]|null|true/.test(input) ? JSON.parse(input) : input; var one = make(value); (one.string || one.rgbString).call(one); one.hsl && one.hsl().toString(); one.lighten(0.1).negate().mix(make("red")).hex ? one.hex() : one.hexString(); one.luminosity(); one.isDark ? one.isDark() : one.dark();',
    ],
  },
  {
    package: 'geojson-vt',
    inputs: 'geo',
    calls: [
      'var index = (library.default || library)(JSON.parse(input), { maxZoom: 6, indexMaxZoom: 2, generateId: true, lineMetrics: true, buffer: 64 }); index.getTile(0, 0, 0); index.getTile(3, 4, 4);',
    ],
  },
  {
    package: 'color-string',
    inputs: 'color',
    calls: [
      'var get = library.get; if (get) { var one = get(input); get.rgb(input); get.hsl(input); get.hwb(input); one && library.to.hex(one.value); } else { library.getRgba(input); library.getHsla(input); library.getHwb && library.getHwb(input); library.getAlpha(input); library.hexString(library.getRgb(input)); }',
    ],
  },
  {
    package: 'supercluster',
    inputs: 'geo',
    calls: [
      'var value = JSON.parse(input); var make = library.default || library; var index; try { index = new make({ radius: 40, maxZoom: 5, reduce: function () {}, generateId: true }); } catch (error) { index = make({ radius: 40, maxZoom: 5 }); } index.load(value.features || [value]); index.getClusters([-180, -85, 180, 85], 2); index.getTile(0, 0, 0);',
    ],
  },
  {
    package: 'colord',
    inputs: 'color',
    calls: [
      'var value = /^[\\[{\\d"-]|null|true/.test(input) ? JSON.parse(input) : input; ["names", "lab", "lch", "hwb", "cmyk", "mix", "a11y", "minify", "harmonies", "xyz"].forEach(function (name) { try { library.extend([require("colord/plugins/" + name).default || require("colord/plugins/" + name)]); } catch (error) { if (error.code !== "MODULE_NOT_FOUND" && error.code !== "ERR_PACKAGE_PATH_NOT_EXPORTED") throw error; } }); var one = library.colord(value); one.toHslString(); one.toName && one.toName({ closest: true }); one.minify && one.minify(); one.mix && one.mix(value); library.getFormat && library.getFormat(value);',
    ],
  },
  {
    package: 'd3-color',
    inputs: 'color',
    calls: [
      'var one = library.color(input); if (one) { one.hex ? one.hex() : one.toString(); one.brighter().darker(2).displayable(); library.lab(one).toString(); library.hcl(input).rgb(); library.cubehelix(input).formatHsl; } library.rgb(input).toString(); library.hsl(input).toString();',
    ],
  },
  {
    package: 'color-parse',
    inputs: 'color',
    calls: ['var value = /^[\\[{\\d"-]|null|true/.test(input) ? JSON.parse(input) : input; (library.default || library)(value);'],
  },
  {
    package: 'tinycolor2',
    inputs: 'color',
    calls: [
      'var value = /^[\\[{\\d"-]|null|true/.test(input) ? JSON.parse(input) : input; var one = library(value); one.toString("hsl"); one.toHex8String && one.toHex8String(); one.toName(); one.toFilter(); one.lighten().spin(10).complement ? one.analogous() : 0; library.readability(value, "#fff"); library.mostReadable(value, ["red", value], { includeFallbackColors: true }); library.mix && library.mix(value, "red"); library.equals(value, "red"); library.fromRatio(value);',
    ],
  },
  { package: 'parse-svg-path', inputs: 'geoText', calls: ['library(input);'] },
];
