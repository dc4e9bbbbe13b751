export type { Backend, Session, SessionSettings } from './backends/backend.ts'
export { type CheckOptions, checkGradients, type GradientCheck } from './check-gradients.ts'
export { checkpoint } from './checkpoint.ts'
export { axis, ceilDivide, type Dim, dividedBy, floorDivide, minus, plus, type Size, times } from './dim.ts'
export { EngineError, GradientError, RuntimeError, ShapeError } from './errors.ts'
export { grad, valueAndGrad, vjp } from './grad.ts'
export { type Arrays, type Compiled, freeze, type JitOptions, jit, type Tensors } from './jit.ts'
export type { Model } from './onnx/encode.ts'
export { dropout, erf, gelu, silu, softplus } from './ops/activations.ts'
export { type AttentionOptions, attention, attentionWeights, causalMask, maskFrom, rotary, rotaryAngles } from './ops/attention.ts'
export { type ConvolutionOptions, conv1d, patchEmbedding, patches } from './ops/convolution.ts'
export { einsum } from './ops/einsum.ts'
export {
  abs,
  add,
  and,
  cast,
  ceil,
  clip,
  cos,
  div,
  equal,
  exp,
  floor,
  greater,
  greaterEqual,
  less,
  lessEqual,
  log,
  maximum,
  minimum,
  mod,
  mul,
  neg,
  not,
  or,
  pow,
  reciprocal,
  relu,
  round,
  sigmoid,
  sign,
  sin,
  sqrt,
  square,
  stopGradient,
  sub,
  tanh,
  where,
} from './ops/elementwise.ts'
export { logSoftmax, softmax } from './ops/fused.ts'
export { embedding, gather, oneHot, scatterAdd, sort, takeAlong, topk } from './ops/indexing.ts'
export { crossEntropy, klDivergence, logProbability } from './ops/losses.ts'
export { linear, matmul } from './ops/matmul.ts'
export {
  arange,
  concat,
  expand,
  flip,
  full,
  pad,
  pick,
  repeat,
  reshape,
  sizeOf,
  slice,
  split,
  squeeze,
  stack,
  transpose,
  unsqueeze,
  zerosLike,
} from './ops/movement.ts'
export { layerNorm, rmsNorm } from './ops/normalize.ts'
export { type Axes, argmax, argmin, cumsum, logSumExp, max, mean, min, sum, variance } from './ops/reduce.ts'
export { adafactor, scaleByAdafactor } from './optimizers/adafactor.ts'
export { adamw, scaleByAdam } from './optimizers/adamw.ts'
export { clipByGlobalNorm, globalNorm } from './optimizers/clipping.ts'
export { addDecayedWeights, decaysMatrices } from './optimizers/decay.ts'
export { chain, type Optimizer, type OptimizerState, type Parameter, type Transform, type TransformState } from './optimizers/optimizer.ts'
export { constantSchedule, type Rate, type Schedule, scaleByRate, warmupCosine, warmupLinear } from './optimizers/schedule.ts'
export { sgd, trace } from './optimizers/sgd.ts'
export { dequantize, type QuantizationError, quantizationError } from './quantized/dequantize.ts'
export { dequantized, embeddingQuantized } from './quantized/dequantized.ts'
export { type MatmulQuantizedOptions, matmulQuantized } from './quantized/matmul-quantized.ts'
export { type QuantizeOptions, quantize } from './quantized/quantize.ts'
export { quantizeRows } from './quantized/rows.ts'
export { fromStoredBlocks, isStoredFormat, type StoredFormat } from './quantized/stored-blocks.ts'
export type { BlockWeight, QuantizedWeight, RowWeight } from './quantized/weight.ts'
export { createRandom, type Random } from './random.ts'
export { runOnce } from './run-once.ts'
export type { DType, Shape } from './shape.ts'
export { convert, isNdArray, isTensor, type NdArray, ndarray, type Operand, scalar, type Tensor, type TypedArray, zeros } from './tensor.ts'
export { flatten, mapTree, type Tree, unflatten } from './tree.ts'
