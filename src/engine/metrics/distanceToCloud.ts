import { squaredDistance } from "./features";

/**
 * Mean Euclidean distance of points to the nearest one of a cloud.
 * @param points coordinates, point by point, as those of the cloud
 */
export function distanceToCloud(points: Float32Array, cloud: Float32Array, dimensions: number): number {
  const [count, known] = [points.length / dimensions, cloud.length / dimensions];
  let sum = 0;
  for (let i = 0; i < count; i++) {
    let nearest = Number.POSITIVE_INFINITY;
    for (let j = 0; j < known; j++) nearest = Math.min(nearest, squaredDistance(points, i, cloud, j, dimensions));
    sum += Math.sqrt(nearest);
  }
  return sum / count;
}
