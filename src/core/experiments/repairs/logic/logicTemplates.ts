import { analogyTemplates } from './analogies';
import { callFormTemplates } from './calls';
import { conditionTemplates } from './conditions';
import { copyTemplates } from './copies';
import { elementTemplates } from './elements';
import type { LogicTemplate } from './logicTemplate';
import { lackingTemplates } from './lacking';
import { missingCallTemplates } from './missingCalls';
import { nameTemplates } from './names';
import { numberTemplates } from './numbers';
import { stepTemplates } from './steps';

/** Mistakes of logic, over the lowered code of any language. */
export const LOGIC_TEMPLATES: readonly LogicTemplate[] = [
  ...conditionTemplates,
  ...numberTemplates,
  ...nameTemplates,
  ...elementTemplates,
  ...callFormTemplates,
  ...missingCallTemplates,
  ...stepTemplates,
  ...lackingTemplates,
  ...copyTemplates,
  ...analogyTemplates,
];
