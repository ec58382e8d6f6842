import { branching } from './branching';
import { converted } from './converted';
import { cutting } from './cutting';
import { disagreeing } from './disagreeing';
import { forgotten } from './forgotten';
import { identity } from './identity';
import { parsing } from './parsing';
import { confirmed } from './confirmed';
import { outcomes } from './outcomes';
import { absent } from './absent';
import { concurrent } from './concurrent';
import { equality } from './equality';
import { inherited } from './inherited';
import { lifetimes } from './lifetimes';
import { ranges } from './ranges';
import { views } from './views';
import { widths } from './widths';
import { written } from './written';
import { comparing } from './comparing';
import { conditions } from './conditions';
import type { Fault } from './fault';
import { lists } from './lists';
import { merging } from './merging';
import { misused } from './misused';
import { naming } from './naming';
import { numbers } from './numbers';
import { orders } from './orders';
import { parted } from './parted';
import { placed } from './placed';
import { readers } from './readers';
import { sharing } from './sharing';
import { states } from './states';
import { looped } from './looped';
import { copies } from './copies';
import { surroundings } from './surroundings';
import { turns } from './turns';
import { waiting } from './waiting';

/** All known faults. To add one: its entry in a file beside, its id, its sentence in `claimText`, a failing program in its test. */
export const FAULTS: readonly Fault[] = [
  ...waiting,
  ...sharing,
  ...looped,
  ...copies,
  ...comparing,
  ...numbers,
  ...naming,
  ...lists,
  ...surroundings,
  ...turns,
  ...merging,
  ...conditions,
  ...misused,
  ...confirmed,
  ...outcomes,
  ...parsing,
  ...identity,
  ...forgotten,
  ...disagreeing,
  ...branching,
  ...absent,
  ...concurrent,
  ...equality,
  ...inherited,
  ...lifetimes,
  ...ranges,
  ...views,
  ...widths,
  ...written,
  ...states,
  ...orders,
  ...readers,
  ...cutting,
  ...converted,
  ...placed,
  ...parted,
];
