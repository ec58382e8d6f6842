import { t } from '../../../core/language';
import { howItWorks } from '../views/howItWorks';
import type { AttentionTab } from './attentionTab';

export const howTab: AttentionTab = {
  id: 'how',
  label: t('How it works'),
  hint: t('From tokens to scores, on this failure.'),
  first: true,
  honest: true,
  body: ({ reading, card }) => howItWorks(reading, card),
};
