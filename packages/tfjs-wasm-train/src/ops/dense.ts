import { add, matMul, relu as rectify, type Tensor, type Tensor2D } from "@tensorflow/tfjs-core";

/**
 * x · kernel + bias, and a ReLU behind it where `relu`.
 *
 * @param x       [batch, inputs]
 * @param kernel  [inputs, units]
 * @param bias    [units]
 * @returns       [batch, units]
 */
export function dense(x: Tensor2D, kernel: Tensor, bias: Tensor, relu = false): Tensor2D {
  const y = add<Tensor2D>(matMul(x, kernel as Tensor2D), bias);
  return relu ? rectify(y) : y;
}
