import type { FrameOrigin } from '../failureReport';
import type { FrameDraft } from './frameDraft';

const runtime = /^(?:System|Microsoft|Interop|Internal|MS|Mono|Windows|UnityEngine|UnityEditor|FSharp)\.|^\(wrapper /;
const dependency =
  /^(?:Xunit|xunit|NUnit|Castle|Moq|NSubstitute|FluentAssertions|Newtonsoft|Serilog|NLog|log4net|AutoMapper|Autofac|MediatR|Dapper|Npgsql|MySql|MongoDB|StackExchange|RabbitMQ|Polly|Grpc|Google|Amazon|Azure|NHibernate|Quartz|Hangfire|MassTransit|ServiceStack|RestSharp|Refit|Orleans|Akka|Swashbuckle|Ninject|StructureMap|IdentityServer4|Confluent|Elasticsearch|Nest|JetBrains|Humanizer|CsvHelper)\./;
const dependencyFile = /[\\/]\.nuget[\\/]|^\/_\/|[\\/]packages[\\/][^\\/]+\.\d+\.\d+/;

/** .NET: decided by the namespace, because a package's files were built on another machine. */
export function csharpOrigin(frame: FrameDraft): FrameOrigin {
  const name = frame.function ?? '';
  if (runtime.test(name)) return 'runtime';
  return dependency.test(name) || dependencyFile.test(frame.file) ? 'dependency' : 'workspace';
}
