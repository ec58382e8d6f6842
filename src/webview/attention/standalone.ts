import { t } from '../../core/language';
import type { ModelCard } from '../../core/attention/modelRun';
import { readRecording } from '../../core/attention/recording';
import { RecordedSource } from '../../core/attention/recordedSource';
import '../css/panel.css';
import { ViewMemory } from '../viewMemory';
import './attentionView';
import type { AttentionView, ExportDetail, OpenLineDetail } from './attentionView';

/** The view in a separate page, on a recorded reading: `npm run attention` opens it. */
async function show(): Promise<void> {
  const view = document.createElement('dwc-attention-view');
  const memory = new ViewMemory({
    getState: () => JSON.parse(sessionStorage.getItem('attention') ?? 'null') as unknown,
    setState: (state) => sessionStorage.setItem('attention', JSON.stringify(state)),
  });
  window.addEventListener('pagehide', () => memory.flush());
  view.memory = memory.scope('recording');
  view.state = { phase: 'loading', doing: t('Reading the recording.') };
  const said = document.querySelector('#said')!;
  view.addEventListener('open-line', (event) => {
    const { file, line } = (event as CustomEvent<OpenLineDetail>).detail;
    said.textContent = t('{0} would open in the editor.', `${file}:${line}`);
  });
  view.addEventListener('export-attention', (event) => save((event as CustomEvent<ExportDetail>).detail));
  document.querySelector('#root')!.append(view);
  const theme = document.querySelector<HTMLSelectElement>('#theme');
  theme?.addEventListener('change', () => (location.search = `?theme=${theme.value}`));
  try {
    const recording = await fetchRecording();
    const source = new RecordedSource(recording);
    view.card = await fetchCard();
    view.state = { phase: 'ready', run: recording.run, source };
  } catch (error) {
    view.state = { phase: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}

async function fetchRecording(): Promise<ReturnType<typeof readRecording>> {
  const response = await fetch('/recording');
  if (!response.ok) throw new Error(`The recording could not be read: ${response.status}.`);
  return readRecording(await response.arrayBuffer());
}

async function fetchCard(): Promise<ModelCard | undefined> {
  const response = await fetch('/card.json');
  return response.ok ? ((await response.json()) as ModelCard) : undefined;
}

function save({ name, type, data }: ExportDetail): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([data as BlobPart], { type }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

declare global {
  interface HTMLElementTagNameMap {
    'dwc-attention-view': AttentionView;
  }
}

void show();
