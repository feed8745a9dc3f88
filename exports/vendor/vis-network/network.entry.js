// What the maps take from vis-network, as modern browsers read it; bundled into vis-network.min.js by `python -m craftgraph.exports.vendoring`.
export { Network } from 'vis-network/esnext';
export { DataSet } from 'vis-data/esnext';
