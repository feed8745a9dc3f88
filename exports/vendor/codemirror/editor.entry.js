// What the SPARQL page takes from CodeMirror; bundled into editor.min.js by `python -m craftgraph.exports.vendoring`.
export { EditorState } from '@codemirror/state';
export { EditorView, keymap, lineNumbers, drawSelection } from '@codemirror/view';
export { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
export { autocompletion, completionKeymap, closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
export { StreamLanguage, syntaxHighlighting, bracketMatching } from '@codemirror/language';
export { classHighlighter } from '@lezer/highlight';
export { sparql } from '@codemirror/legacy-modes/mode/sparql';
