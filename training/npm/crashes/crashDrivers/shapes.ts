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
    package: '@mapbox/geojson-extent',
    inputs: 'geo',
    calls: ['library(JSON.parse(input)); library.polygon(JSON.parse(input)); library.bboxify(JSON.parse(input));'],
  },
  {
    package: 'wkx',
    inputs: 'geo',
    calls: [
      'var one = library.Geometry.parseGeoJSON(JSON.parse(input)); one.toWkt(); one.toEwkt(); library.Geometry.parse(one.toWkb()).toGeoJSON({ shortCrs: true }); library.Geometry.parseTwkb(one.toTwkb());',
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
    package: 'chroma-js',
    inputs: 'color',
    calls: [
      'var chroma = library.default || library; var value = /^[\\[{\\d"-]|null|true/.test(input) ? JSON.parse(input) : input; chroma.valid && chroma.valid(value); var one = chroma(value); one.hex(); one.css("hsl"); one.name(); one.darken().saturate().luminance(0.5); chroma.mix(value, "red", 0.5, "lab"); chroma.contrast(value, "#fff"); chroma.scale([value, "red"]).mode("lch").colors(3); chroma.brewer;',
      'var chroma = library.default || library; chroma.scale(input).domain([0, 1]).classes(3)(0.5); chroma.cubehelix().lightness([0.3, 0.8]).scale().colors(2); chroma.average && chroma.average([input, "red"]); chroma.limits([1, 2, input.length], "q", 2); chroma.bezier([input, "red", "blue"]).scale().colors(2);',
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
    package: 'topojson-server',
    inputs: 'geo',
    calls: ['library.topology({ a: JSON.parse(input), b: JSON.parse(input) }, 1e4); library.topology([JSON.parse(input)]);'],
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
    package: 'svg-pathdata',
    inputs: 'geoText',
    calls: [
      'var one = new (library.SVGPathData || library)(input); one.toAbs().normalizeST && one.normalizeHVZ().normalizeST().qtToC().aToC().removeCollinear; one.encode(); one.getBounds && one.getBounds(); one.rotate(1, 1, 1).scale(2).toRel().round(10).encode();',
    ],
  },
  {
    package: 'svg-path-properties',
    inputs: 'geoText',
    calls: [
      'var Properties = library.svgPathProperties || library; var one; try { one = new Properties(input); } catch (error) { if (!/not a constructor/.test(error.message)) throw error; one = Properties(input); } one.getTotalLength(); one.getPointAtLength(1); one.getTangentAtLength(1); one.getPropertiesAtLength(2); one.getParts().forEach(function (part) { part.getPointAtLength(0.5); });',
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
  {
    package: 'svgpath',
    inputs: 'geoText',
    calls: [
      'library(input).abs().unarc().unshort().scale(2, 1).rotate(10, 1, 1).skewX(5).rel().round(1).iterate(function (s, i) { return i ? undefined : [s]; }).toString(); library("M0 0L10 10").transform(input).toString(); library.from && library.from(library(input)).matrix([1, 0, 0, 1, 0, 0]).translate(1).toString();',
    ],
  },
  {
    package: 'wellknown',
    inputs: 'geoText',
    calls: ['var parse = library.parse || library; var one = parse(input); one && library.stringify(one); '],
  },
  {
    package: 'onecolor',
    inputs: 'color',
    calls: [
      'var value = /^[\\[{\\d"-]|null|true/.test(input) ? JSON.parse(input) : input; var one = library(value); if (one) { one.hex(); one.cssa(); one.hsl().lightness(0.1, true).hsv().css(); one.cmyk && one.cmyk().toJSON(); one.equals(library("red")); }',
    ],
  },
  {
    package: '@mapbox/geojsonhint',
    inputs: 'geo',
    calls: ['library.hint(input, { noDuplicateMembers: true, precisionWarning: true }); library.hint(JSON.parse(input));'],
  },
  { package: 'geojsonhint', inputs: 'geo', calls: ['library.hint(input); library.hint(JSON.parse(input));'] },
  { package: '@mapbox/geojson-rewind', inputs: 'geo', calls: ['library(JSON.parse(input), true); library(JSON.parse(input));'] },
  { package: 'parse-svg-path', inputs: 'geoText', calls: ['library(input);'] },
];
