import * as vscode from 'vscode';
import { useLanguage } from '../core/language';

// VS Code loads the bundle of its display language before the extension. There is none in English, and none that nobody has translated.
if (vscode.l10n.bundle) useLanguage(vscode.env.language, vscode.l10n.bundle);
